// parse: ok
// check: ok
// run: {"1000 10000000 010000": 1}
OPENQASM 3.0;
angle[6] quarter = pi / 2;
bit[6] a = bit[6](quarter);
angle[8] half = pi;
bit[8] b = bit[8](half);
angle[4] also = π;
bit[4] c = bit[4](also);
