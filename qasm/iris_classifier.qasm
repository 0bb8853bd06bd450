// A classifier in the shape that the iris flowers are usually fed to: four features, one a qubit, uploaded twice.
//
// x_0 to x_3 are the features scaled to [0, pi]; w_0 to w_7 are weights. The two outputs read three classes and a spare.
//
//   shotglass run qasm/iris_classifier.qasm --shots 2048 \
//     --input x_0=0.7 --input x_1=1.9 --input x_2=0.2 --input x_3=0.1 \
//     --input w_0=0.3 --input w_1=-1.1 --input w_2=0.8 --input w_3=0.5 \
//     --input w_4=1.4 --input w_5=-0.2 --input w_6=0.9 --input w_7=-0.6
OPENQASM 3.0;
include "stdgates.inc";

input float[64] x_0;
input float[64] x_1;
input float[64] x_2;
input float[64] x_3;
input float[64] w_0;
input float[64] w_1;
input float[64] w_2;
input float[64] w_3;
input float[64] w_4;
input float[64] w_5;
input float[64] w_6;
input float[64] w_7;

// A ring of controlled phases entangles neighbours.
gate ring a, b, c, d {
  cz a, b;
  cz b, c;
  cz c, d;
  cz d, a;
}

output bit[2] class;
qubit[4] q;

ry(x_0) q[0];
ry(x_1) q[1];
ry(x_2) q[2];
ry(x_3) q[3];
ring q[0], q[1], q[2], q[3];
rx(w_0) q[0];
rx(w_1) q[1];
rx(w_2) q[2];
rx(w_3) q[3];

// The same features again, squeezed: a second upload lets the model learn a second frequency.
ry(arctan(x_0)) q[0];
ry(arctan(x_1)) q[1];
ry(arctan(x_2)) q[2];
ry(arctan(x_3)) q[3];
ring q[0], q[1], q[2], q[3];
rx(w_4) q[0];
rx(w_5) q[1];
rx(w_6) q[2];
rx(w_7) q[3];

class[0] = measure q[0];
class[1] = measure q[1];
