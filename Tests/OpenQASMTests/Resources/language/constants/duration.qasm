// parse: ok
// check: ok
// run: {"1": 1}
OPENQASM 3.0;
const duration step = 250ns;
const float ratio = step / 1us;
bit r = ratio > 0.249999 && ratio < 0.250001;
