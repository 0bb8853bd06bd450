// parse: ok
// check: ok
// run: {"111": 1}
def half() -> angle[8] { return pi; }
def unit() -> complex[float[64]] { return 1.5 + 2.5 im; }
def wait() -> duration { return 250ns; }
bit[3] r;
angle[8] expected = pi;
r[0] = (half() == expected);
r[1] = (imag(unit()) == 2.5);
r[2] = (wait() == 250ns);
