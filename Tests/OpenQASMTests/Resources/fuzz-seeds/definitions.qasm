def f() { }
def f(int[8] a, qubit[2] q, creg c[2], qreg r, readonly array[int[8], 2] m, mutable array[bit, #dim = 2] v,) -> bit[2] { return c; }
extern g(int[8], readonly array[int[8], #dim = 1], creg[2]) -> float[32];
extern h();
gate g q { x q; }
gate g() q { }
gate g(a, b,) q, r, { U(a, b, 0) q; }
def f { }
def f() -> void { }
def f() -> array[int[8], 2] { }
def f(array[int[8], 2] a) { }
def f(int a[2]) { }
def f();
extern f(int a);
extern f(qubit);
gate g { }
gate g(float a) q { }
gate g qubit q { }
gate g q[2] { }
gate g q;
gate if q { }
opaque g(a) q;
opaque g a, b;
