// parse: ok
// check: ok
// run: {"1": 1}
def square(int n) -> int { return n * n; }
bit r;
int sum = 1;
sum += square(3);
sum *= square(2);
r = (sum == 40);
