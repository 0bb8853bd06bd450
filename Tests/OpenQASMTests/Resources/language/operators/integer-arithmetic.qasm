// parse: ok
// check: ok
// run: {"": 1}
// outputs: {"sum": {"23": 1}, "less": {"-11": 1}, "times": {"102": 1}, "over": {"2": 1}, "rest": {"5": 1}, "power": {"216": 1}}
OPENQASM 3.0;
int a = 6;
int b = 17;
output int sum;
output int less;
output int times;
output int over;
output int rest;
output int power;
sum = a + b;
less = a - b;
times = a * b;
over = b / a;
rest = b % a;
power = a ** 3;
