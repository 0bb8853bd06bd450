// parse: error 6
OPENQASM 3.0;
include "stdgates.inc";
qubit[2] a;
qubit[2] b;
x a ++ b;
