#pragma once

/// The instruction sets that the kernels are compiled for, lowest first. Every level is in the one binary.
typedef enum {
  KERNEL_LEVEL_BASELINE = 0,
  /// AVX2 and FMA (x86-64-v3).
  KERNEL_LEVEL_AVX2 = 1,
  /// AVX-512 F, CD, BW, DQ, VL (x86-64-v4).
  KERNEL_LEVEL_AVX512 = 2,
} KernelLevel;

/// The highest level that this machine runs.
KernelLevel kernel_best_level(void);
