// parse: ok
// check: ok
// run: {"11": 1}
bit[2] r;
int i = 42;
int sum = 0;
for uint i in [1:3] {
  sum += i;
}
r[0] = (sum == 6);
r[1] = (i == 42);
