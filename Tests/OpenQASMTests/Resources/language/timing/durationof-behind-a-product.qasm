// parse: ok
// check: ok
// run: {"1": 1}
OPENQASM 3.0;
qubit q;
bit c;
duration a = 10ns;
a = a + 5ns;
duration sum = (a * 2) + durationof({ delay[7ns] q; });
c = (sum / 1ns > 36.5 && sum / 1ns < 37.5);
