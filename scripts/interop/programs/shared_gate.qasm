// A gate definition called with expressions of inputs, also inverted and controlled.
OPENQASM 3.0;
include "stdgates.inc";
input float[64] weight_0;
input float[64] weight_1;
gate layer(a, b) c, d {
  ry(a) c;
  ry(b) d;
  cx c, d;
  rz(a * b) d;
}
qubit[4] q;
layer(weight_0, weight_1) q[0], q[1];
layer(2 * weight_0 - 1, weight_1 / 2) q[1], q[2];
inv @ layer(weight_1, 0.25) q[2], q[3];
ctrl @ layer(weight_0, weight_0) q[3], q[0], q[1];
negctrl @ ry(weight_1) q[0], q[2];
