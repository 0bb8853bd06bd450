// parse: ok
// check: ok
// run: {"": 1}
// outputs: {"b": {"true": 1}, "f": {"0.5": 1}}
output bool b;
output float f;
b = 3 > 2;
f = 1.0 / 2;
