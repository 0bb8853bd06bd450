// parse: ok
// check: ok
// run: fault 8
OPENQASM 3.0;
qubit q;
duration d = 10ns;
d = d - 30ns;
delay[d] q;
