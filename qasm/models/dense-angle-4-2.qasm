// dense-angle-4-2: two features a qubit, RealAmplitudes with 3 repetitions, dense layer
// From: dense angle encoding of LaRose and Coyle, arXiv:2003.01695, with Qiskit's RealAmplitudes
// Read out: Z0, Z1
OPENQASM 3.0;
include "stdgates.inc";

input float[64] x_0;
input float[64] x_1;
input float[64] x_2;
input float[64] x_3;
input float[64] theta_0;
input float[64] theta_1;
input float[64] theta_2;
input float[64] theta_3;
input float[64] theta_4;
input float[64] theta_5;
input float[64] theta_6;
input float[64] theta_7;

bit[2] c;
qubit[2] q;

ry(x_0) q[0];
p(x_1) q[0];
ry(x_2) q[1];
p(x_3) q[1];
ry(theta_0) q[0];
ry(theta_1) q[1];
cx q[0], q[1];
ry(theta_2) q[0];
ry(theta_3) q[1];
cx q[0], q[1];
ry(theta_4) q[0];
ry(theta_5) q[1];
cx q[0], q[1];
ry(theta_6) q[0];
ry(theta_7) q[1];
c = measure q;
