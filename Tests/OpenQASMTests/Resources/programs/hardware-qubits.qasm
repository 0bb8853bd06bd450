// parse: ok
OPENQASM 3.0;
include "stdgates.inc";
bit[2] c;
h $0;
cx $0, $12;
barrier $0, $12;
c[0] = measure $0;
measure $12 -> c[1];
reset $0;
