// parse: ok
// check: ok
// run: fault 9
// input: d=0
// reading: division
OPENQASM 3.0;
input uint[4] d;
uint[4] n = 8;
uint[4] m = n / d;
