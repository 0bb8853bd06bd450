// hamiltonian-4-2: exp(-iH(x)) of an Ising chain 3 times between blocks of RY, RZ and CX, dense layer
// From: re-uploading by Hamiltonian evolution: generators as in arXiv:2008.08605, one first-order step an upload
// Read out: Z0, Z1, Z2, Z3
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

gate rzz(theta) a, b {
  cx a, b;
  rz(theta) b;
  cx a, b;
}

bit[4] c;
qubit[4] q;

rx(2*x_0) q[0];
rx(2*x_1) q[1];
rx(2*x_2) q[2];
rx(2*x_3) q[3];
rzz(2) q[0], q[1];
rzz(2) q[1], q[2];
rzz(2) q[2], q[3];
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
rx(2*x_0) q[0];
rx(2*x_1) q[1];
rx(2*x_2) q[2];
rx(2*x_3) q[3];
rzz(2) q[0], q[1];
rzz(2) q[1], q[2];
rzz(2) q[2], q[3];
ry(theta_8) q[0];
rz(theta_9) q[0];
ry(theta_10) q[1];
rz(theta_11) q[1];
ry(theta_12) q[2];
rz(theta_13) q[2];
ry(theta_14) q[3];
rz(theta_15) q[3];
cx q[0], q[1];
cx q[1], q[2];
cx q[2], q[3];
rx(2*x_0) q[0];
rx(2*x_1) q[1];
rx(2*x_2) q[2];
rx(2*x_3) q[3];
rzz(2) q[0], q[1];
rzz(2) q[1], q[2];
rzz(2) q[2], q[3];
ry(theta_16) q[0];
rz(theta_17) q[0];
ry(theta_18) q[1];
rz(theta_19) q[1];
ry(theta_20) q[2];
rz(theta_21) q[2];
ry(theta_22) q[3];
rz(theta_23) q[3];
cx q[0], q[1];
cx q[1], q[2];
cx q[2], q[3];
c = measure q;
