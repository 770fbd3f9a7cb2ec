pub fn twice() {}
