// simple-1: RX encoding, 2 layers of RY and RZ without entanglement, mean Z
// From: gradient inversion, arXiv:2504.12806, Simple; its depth is our reconstruction
// Read out: Z0
OPENQASM 3.0;
include "stdgates.inc";

input float[64] x_0;
input float[64] theta_0;
input float[64] theta_1;
input float[64] theta_2;
input float[64] theta_3;

bit[1] c;
qubit[1] q;

rx(x_0) q[0];
ry(theta_0) q[0];
rz(theta_1) q[0];
ry(theta_2) q[0];
rz(theta_3) q[0];
c = measure q;
