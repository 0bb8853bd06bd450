// parse: ok
// check: ok
// run: {"1 0000 0001": 1}
OPENQASM 3.0;
bool yes = true;
bool no = false;
bit[4] a = bit[4](yes);
bit[4] b = bit[4](no);
bit c = bit(yes);
