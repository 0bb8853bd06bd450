// parse: ok
OPENQASM 3.0;
include "stdgates.inc";
input float[64] x_0;
input float[64] x_1;
input angle[32] phase;
input array[float[64], 8] weights;
output bit[2] result;
output float[64] estimate;
qubit[2] q;
rz((pi - x_0) * (pi - x_1)) q[0];
rx(-weights[3] / 2 + phase) q[1];
result = measure q;
