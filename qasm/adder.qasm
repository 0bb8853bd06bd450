// OpenQASM 2: the ripple-carry adder of Cuccaro, Draper, Kutin and Moulton (arXiv:quant-ph/0410184) on four bits.
//
//   shotglass run qasm/adder.qasm --shots 10
//
// It adds a = 1 to b = 15: `sum` reads 10000, which is 16.
OPENQASM 2.0;
include "qelib1.inc";

gate majority a, b, c {
  cx c, b;
  cx c, a;
  ccx a, b, c;
}

gate unmajority a, b, c {
  ccx a, b, c;
  cx c, a;
  cx a, b;
}

qreg carry[1];
qreg a[4];
qreg b[4];
qreg overflow[1];
creg sum[5];

// a = 1, b = 15.
x a[0];
x b;

majority carry[0], b[0], a[0];
majority a[0], b[1], a[1];
majority a[1], b[2], a[2];
majority a[2], b[3], a[3];
cx a[3], overflow[0];
unmajority a[2], b[3], a[3];
unmajority a[1], b[2], a[2];
unmajority a[0], b[1], a[1];
unmajority carry[0], b[0], a[0];

measure b[0] -> sum[0];
measure b[1] -> sum[1];
measure b[2] -> sum[2];
measure b[3] -> sum[3];
measure overflow[0] -> sum[4];
