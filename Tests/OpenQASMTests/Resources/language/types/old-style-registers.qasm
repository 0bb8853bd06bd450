// parse: ok
// check: ok
// run: {"101 1": 1}
OPENQASM 3.0;
creg single[1];
creg c[3];
single[0] = 1;
c[0] = 1;
c[2] = true;
