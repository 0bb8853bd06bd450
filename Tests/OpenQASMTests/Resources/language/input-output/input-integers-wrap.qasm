// parse: ok
// check: ok
// run: {"11111": 1}
// input: small=100
// input: nibble=3
// input: wide=4611686018427387904
OPENQASM 3.0;
input int[8] small;
input uint[4] nibble;
input int wide;
bit[5] c;
c[0] = small + small == -56;
c[1] = nibble - uint[4](5) == 14;
c[2] = -nibble == 13;
c[3] = wide * 4 == 0;
c[4] = small * small == 16;
