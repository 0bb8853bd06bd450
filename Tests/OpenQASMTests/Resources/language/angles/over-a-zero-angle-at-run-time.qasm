// parse: ok
// check: ok
// run: fault 9
// input: b=0.0
// reading: division
OPENQASM 3.0;
input angle[8] b;
angle[8] a = pi;
uint[8] n = a / b;
