// parse: ok
// check: ok
// run: {"10": 1}
OPENQASM 2.0;
include "qelib1.inc";
gate half_adder a,b,carry
{
  ccx a,b,carry;
  cx a,b;
}
qreg a[1];
qreg b[1];
qreg carry[1];
creg sum[2];
x a;
x b;
half_adder a,b,carry;
measure b[0] -> sum[0];
measure carry[0] -> sum[1];
