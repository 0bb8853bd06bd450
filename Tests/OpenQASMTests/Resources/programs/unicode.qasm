// parse: ok
qubit ψ; qubit Übergang; bit 結果; float[64] θ = π / 2;
rz(θ) ψ; /* комментарий */ 結果 = measure ψ; // ∀ψ
x Übergang;
