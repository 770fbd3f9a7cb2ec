pub struct Dispatch;
