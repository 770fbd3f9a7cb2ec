import * as r from "{{ runtime }}etf-read.js";
import * as w from "{{ runtime }}etf-write.js";
