// parse: ok
// check: ok
// run: {"111111": 1}
def a() -> bool { return true; }
def b() -> int[8] { return -128; }
def c() -> uint[4] { return 9; }
def d() -> float[64] { return 0.25; }
def e() -> bit { return 1; }
def f() -> bit[3] { return "110"; }
output bit[6] r;
r[0] = a();
r[1] = (b() == -128);
r[2] = (c() == 9);
r[3] = (d() == 0.25);
r[4] = e();
r[5] = (f() == "110");
