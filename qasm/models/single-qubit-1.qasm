// single-qubit-1: one qubit, 6 uploads with trainable scale and shift, Z
// From: data re-uploading, Perez-Salinas and others, arXiv:1907.02085
// Read out: Z0
OPENQASM 3.0;
include "stdgates.inc";

input float[64] x_0;
input float[64] theta_0;
input float[64] theta_1;
input float[64] theta_2;
input float[64] theta_3;
input float[64] theta_4;
input float[64] theta_5;
input float[64] theta_6;
input float[64] theta_7;
input float[64] theta_8;
input float[64] theta_9;
input float[64] theta_10;
input float[64] theta_11;
input float[64] theta_12;
input float[64] theta_13;
input float[64] theta_14;
input float[64] theta_15;
input float[64] theta_16;
input float[64] theta_17;
input float[64] theta_18;
input float[64] theta_19;
input float[64] theta_20;
input float[64] theta_21;
input float[64] theta_22;
input float[64] theta_23;

bit[1] c;
qubit[1] q;

rz(theta_0) q[0];
ry(theta_1*x_0 + theta_2) q[0];
rz(theta_3) q[0];
rz(theta_4) q[0];
ry(theta_5*x_0 + theta_6) q[0];
rz(theta_7) q[0];
rz(theta_8) q[0];
ry(theta_9*x_0 + theta_10) q[0];
rz(theta_11) q[0];
rz(theta_12) q[0];
ry(theta_13*x_0 + theta_14) q[0];
rz(theta_15) q[0];
rz(theta_16) q[0];
ry(theta_17*x_0 + theta_18) q[0];
rz(theta_19) q[0];
rz(theta_20) q[0];
ry(theta_21*x_0 + theta_22) q[0];
rz(theta_23) q[0];
c = measure q;
