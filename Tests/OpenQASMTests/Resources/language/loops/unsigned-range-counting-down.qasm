// parse: ok
// check: ok
// run: {"1": 1}
bit r;
int digits = 0;
uint start = 3;
for uint i in [start:-1:1] {
  digits = digits * 10 + 1;
}
r = (digits == 111);
