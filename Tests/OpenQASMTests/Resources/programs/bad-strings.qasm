// parse: Q004 Q117 Q104
include "stdgates.inc;
include stdgates.inc;
bit[2] b = "12";
