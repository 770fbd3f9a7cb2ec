import * as r from "{{ runtime }}json-read.js";
import * as w from "{{ runtime }}json-write.js";
