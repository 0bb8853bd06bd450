// parse: ok
// check: ok
// run: fault 9
// reading: timing
OPENQASM 3.0;
qubit q;
duration d = 10ns;
d = d - 30ns;
delay[d] q;
