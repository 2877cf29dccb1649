import "./base.js";
import "./keys.js";
import "./counter.js";
