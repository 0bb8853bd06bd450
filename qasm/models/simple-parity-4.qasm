// simple-parity-4: RX encoding, 1 layer of RY, RZ and a line of CX, the parity
// From: the smallest classifier whose shots vote: too few weights to remember rows
// Read out: Z0*Z1*Z2*Z3
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

bit[4] c;
qubit[4] q;

rx(x_0) q[0];
rx(x_1) q[1];
rx(x_2) q[2];
rx(x_3) q[3];
ry(theta_0) q[0];
rz(theta_1) q[0];
ry(theta_2) q[1];
rz(theta_3) q[1];
ry(theta_4) q[2];
rz(theta_5) q[2];
ry(theta_6) q[3];
rz(theta_7) q[3];
cx q[0], q[1];
cx q[1], q[2];
cx q[2], q[3];
c = measure q;
