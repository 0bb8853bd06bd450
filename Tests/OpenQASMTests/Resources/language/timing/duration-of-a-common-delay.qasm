// parse: ok
// check: ok
// run: {"1": 1}
// reading: durationof
OPENQASM 3.0;
qubit[2] q;
bit r;
duration d = durationof({
  delay[30ns] q[0];
  delay[20ns] q;
});
r = (d == 50ns);
