// parse: ok
// check: ok
// run: {"": 1}
// outputs: {"n": {"203": 1}}
// reading: literal-order
OPENQASM 3.0;
output uint[8] n;
n = 0b1111_1011;
n[4:5] = "00";
