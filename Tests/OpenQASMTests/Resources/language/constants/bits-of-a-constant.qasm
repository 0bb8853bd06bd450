// parse: ok
// check: ok
// run: {"0011 1": 1}
OPENQASM 3.0;
const uint[8] n = 19;
const bit low = n[0];
const bit[4] part = n[0:3];
output bit first;
output bit[4] others;
first = low;
others = part;
