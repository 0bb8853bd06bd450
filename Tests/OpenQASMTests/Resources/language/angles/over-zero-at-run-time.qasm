// parse: ok
// check: ok
// run: fault 9
// input: n=0
// reading: division
OPENQASM 3.0;
input uint[8] n;
angle[8] a = pi;
a = a / n;
