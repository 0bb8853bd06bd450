// parse: ok
// check: ok
// run: {"11": 1}
OPENQASM 3.0;
duration a = 100ns;
duration twice = 2 * a;
duration quarter = a / 4;
bit[2] r;
r[0] = twice > 199.5ns && twice < 200.5ns;
r[1] = quarter > 24.5ns && quarter < 25.5ns;
