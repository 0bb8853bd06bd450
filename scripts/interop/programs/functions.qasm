// Powers and functions of inputs inside angles.
OPENQASM 3.0;
include "stdgates.inc";
input float[64] x_0;
input float[64] x_1;
input float[64] theta_0;
qubit[3] q;
ry(sin(x_0)) q[0];
rz(x_1 ** 2) q[0];
rx(sqrt(x_0) * cos(x_1)) q[1];
cx q[0], q[1];
rz(-(x_0 - theta_0) / 3) q[1];
ry(exp(-x_0 ** 2 / 2)) q[2];
crz((x_0 + x_1) ** 3 / 5) q[1], q[2];
p(-x_0 ** 2) q[2];
cp(2 ** x_1) q[0], q[2];
