// A trainable classifier of two features: Qiskit's ZZFeatureMap, then an EfficientSU2 ansatz, both on two qubits.
//
// x_0 and x_1 are data, theta_0 to theta_7 are weights. All stay symbolic: bind them when the circuit runs.
//
//   shotglass run qasm/zz_feature_map_2.qasm --shots 4096 \
//     --input x_0=0.4 --input x_1=1.1 --input theta_0=0.1 --input theta_1=0.2 --input theta_2=0.3 \
//     --input theta_3=0.4 --input theta_4=0.5 --input theta_5=0.6 --input theta_6=0.7 --input theta_7=0.8
//
// The products in the feature map are what makes this shape hard to invert by hand.
OPENQASM 3.0;
include "stdgates.inc";

input float[64] x_0;
input float[64] x_1;
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

// The feature map, twice.
h q[0];
h q[1];
p(2 * x_0) q[0];
p(2 * x_1) q[1];
cx q[0], q[1];
p(2 * (pi - x_0) * (pi - x_1)) q[1];
cx q[0], q[1];

h q[0];
h q[1];
p(2 * x_0) q[0];
p(2 * x_1) q[1];
cx q[0], q[1];
p(2 * (pi - x_0) * (pi - x_1)) q[1];
cx q[0], q[1];

barrier q;

// The ansatz: a layer of rotations, entanglement, another layer.
ry(theta_0) q[0];
ry(theta_1) q[1];
rz(theta_2) q[0];
rz(theta_3) q[1];
cx q[0], q[1];
ry(theta_4) q[0];
ry(theta_5) q[1];
rz(theta_6) q[0];
rz(theta_7) q[1];

c = measure q;
