#include "lanes_tape.h"

#include <math.h>
#include <string.h>

#pragma STDC FP_CONTRACT OFF

/// The derivatives of a node by its operands, up to the second.
typedef struct {
  double x, y, xx, xy, yy;
} Partials;

static double value_of(const LanesNode *node, double x, double y) {
  switch (node->operation) {
  case LANES_CONSTANT: return node->constant;
  case LANES_NEGATE: return -x;
  case LANES_ADD: return x + y;
  case LANES_SUBTRACT: return x - y;
  case LANES_MULTIPLY: return x * y;
  case LANES_DIVIDE: return x / y;
  case LANES_POWER: return pow(x, y);
  case LANES_SIN: return sin(x);
  case LANES_COS: return cos(x);
  case LANES_TAN: return tan(x);
  case LANES_EXP: return exp(x);
  case LANES_LOG: return log(x);
  case LANES_SQRT: return sqrt(x);
  case LANES_ARCSIN: return asin(x);
  case LANES_ARCCOS: return acos(x);
  case LANES_ARCTAN: return atan(x);
  default: return x;
  }
}

/// x^y by x takes only powers; by y, and only where the exponent varies, a logarithm.
static Partials power_partials(double x, double y, int exponent_varies) {
  Partials d = {.x = y == 0 ? 0 : y * pow(x, y - 1), .xx = y == 0 || y == 1 ? 0 : y * (y - 1) * pow(x, y - 2)};
  if (!exponent_varies || x == 0) return d;
  double logarithm = log(x), value = pow(x, y);
  d.y = value * logarithm;
  d.yy = d.y * logarithm;
  d.xy = pow(x, y - 1) * (1 + y * logarithm);
  return d;
}

static Partials partials_of(const LanesProgram *program, const LanesNode *node, double x, double y) {
  switch (node->operation) {
  case LANES_NEGATE: return (Partials){.x = -1};
  case LANES_ADD: return (Partials){.x = 1, .y = 1};
  case LANES_SUBTRACT: return (Partials){.x = 1, .y = -1};
  case LANES_MULTIPLY: return (Partials){.x = y, .y = x, .xy = 1};
  case LANES_DIVIDE:
    return (Partials){.x = 1 / y, .y = -x / (y * y), .xy = -1 / (y * y), .yy = 2 * x / (y * y * y)};
  case LANES_POWER: return power_partials(x, y, program->nodes[node->second].operation != LANES_CONSTANT);
  case LANES_SIN: return (Partials){.x = cos(x), .xx = -sin(x)};
  case LANES_COS: return (Partials){.x = -sin(x), .xx = -cos(x)};
  case LANES_TAN: {
    double tangent = tan(x), slope = 1 + tangent * tangent;
    return (Partials){.x = slope, .xx = 2 * tangent * slope};
  }
  case LANES_EXP: return (Partials){.x = exp(x), .xx = exp(x)};
  case LANES_LOG: return (Partials){.x = 1 / x, .xx = -1 / (x * x)};
  case LANES_SQRT: return (Partials){.x = 0.5 / sqrt(x), .xx = -0.25 / (x * sqrt(x))};
  case LANES_ARCSIN: {
    double rest = 1 - x * x;
    return (Partials){.x = 1 / sqrt(rest), .xx = x / (rest * sqrt(rest))};
  }
  case LANES_ARCCOS: {
    double rest = 1 - x * x;
    return (Partials){.x = -1 / sqrt(rest), .xx = -x / (rest * sqrt(rest))};
  }
  case LANES_ARCTAN: {
    double scale = 1 + x * x;
    return (Partials){.x = 1 / scale, .xx = -2 * x / (scale * scale)};
  }
  default: return (Partials){.x = 0};
  }
}

static inline __attribute__((always_inline)) void values_of_lanes(
    const LanesProgram *program, const uint32_t lanes, const uint8_t *active, const uint8_t *active_slots,
    double *nodes, double *angles) {
  for (uint32_t n = program->parameter_count; n < program->node_count; n++) {
    if (active && !active[n]) continue;
    const LanesNode *node = &program->nodes[n];
    double *restrict value = nodes + (size_t)n * lanes;
    const double *x = nodes + (size_t)node->first * lanes, *y = nodes + (size_t)node->second * lanes;
    switch (node->operation) {
    case LANES_NEGATE: for (uint32_t l = 0; l < lanes; l++) value[l] = -x[l]; break;
    case LANES_ADD: for (uint32_t l = 0; l < lanes; l++) value[l] = x[l] + y[l]; break;
    case LANES_SUBTRACT: for (uint32_t l = 0; l < lanes; l++) value[l] = x[l] - y[l]; break;
    case LANES_MULTIPLY: for (uint32_t l = 0; l < lanes; l++) value[l] = x[l] * y[l]; break;
    default: for (uint32_t l = 0; l < lanes; l++) value[l] = value_of(node, x[l], y[l]);
    }
  }
  for (uint32_t s = 0; s < program->slot_count; s++) {
    if (active_slots && !active_slots[s]) continue;
    const LanesSlot *slot = &program->slots[s];
    if (lanes == 1 && slot->term_count == 1) {
      const LanesTerm *term = &program->terms[slot->term_start];
      angles[s] = slot->constant + term->factor * nodes[term->node];
      continue;
    }
    double sum[16];
    for (uint32_t l = 0; l < lanes; l++) sum[l] = slot->constant;
    for (uint32_t t = 0; t < slot->term_count; t++) {
      const LanesTerm *term = &program->terms[slot->term_start + t];
      const double *node = nodes + (size_t)term->node * lanes;
      for (uint32_t l = 0; l < lanes; l++) sum[l] += term->factor * node[l];
    }
    for (uint32_t l = 0; l < lanes; l++) angles[(size_t)s * lanes + l] = sum[l];
  }
}

void lanes_tape_values(
    const LanesProgram *program, uint32_t lanes, const uint8_t *active, const uint8_t *active_slots, double *nodes,
    double *angles) {
  switch (lanes) {
  case 1: values_of_lanes(program, 1, active, active_slots, nodes, angles); break;
  case 4: values_of_lanes(program, 4, active, active_slots, nodes, angles); break;
  case 8: values_of_lanes(program, 8, active, active_slots, nodes, angles); break;
  case 16: values_of_lanes(program, 16, active, active_slots, nodes, angles); break;
  default: values_of_lanes(program, lanes, active, active_slots, nodes, angles);
  }
}

void lanes_tape_tangents(
    const LanesProgram *program, uint32_t lanes, const double *nodes, const uint8_t *active,
    const uint8_t *active_slots, double *tangents, double *angle_tangents) {
  for (uint32_t n = program->parameter_count; n < program->node_count; n++) {
    double *tangent = tangents + (size_t)n * lanes;
    memset(tangent, 0, sizeof(double) * lanes);
    if (!active[n]) continue;
    const LanesNode *node = &program->nodes[n];
    size_t first = (size_t)node->first * lanes, second = (size_t)node->second * lanes;
    for (uint32_t l = 0; l < lanes; l++) {
      Partials d = partials_of(program, node, nodes[first + l], nodes[second + l]);
      if (active[node->first]) tangent[l] += d.x * tangents[first + l];
      if (node->operation <= LANES_POWER && node->operation >= LANES_ADD && active[node->second])
        tangent[l] += d.y * tangents[second + l];
    }
  }
  for (uint32_t s = 0; s < program->slot_count; s++) {
    double *angle = angle_tangents + (size_t)s * lanes;
    memset(angle, 0, sizeof(double) * lanes);
    if (!active_slots[s]) continue;
    const LanesSlot *slot = &program->slots[s];
    for (uint32_t t = 0; t < slot->term_count; t++) {
      const LanesTerm *term = &program->terms[slot->term_start + t];
      if (!active[term->node]) continue;
      for (uint32_t l = 0; l < lanes; l++) angle[l] += term->factor * tangents[(size_t)term->node * lanes + l];
    }
  }
}

/// Spreads what is known of the angles over the nodes that they are made of.
static inline __attribute__((always_inline)) void gather_lanes(
    const LanesProgram *program, const uint32_t lanes, const uint8_t *active, const double *angle_adjoints,
    double *adjoints) {
  memset(adjoints, 0, sizeof(double) * lanes * program->node_count);
  for (uint32_t s = 0; s < program->slot_count; s++) {
    const LanesSlot *slot = &program->slots[s];
    for (uint32_t t = 0; t < slot->term_count; t++) {
      const LanesTerm *term = &program->terms[slot->term_start + t];
      if (!active[term->node]) continue;
      double *restrict adjoint = adjoints + (size_t)term->node * lanes;
      for (uint32_t l = 0; l < lanes; l++) adjoint[l] += term->factor * angle_adjoints[(size_t)s * lanes + l];
    }
  }
}

static void gather(
    const LanesProgram *program, uint32_t lanes, const uint8_t *active, const double *angle_adjoints,
    double *adjoints) {
  switch (lanes) {
  case 1: gather_lanes(program, 1, active, angle_adjoints, adjoints); break;
  case 4: gather_lanes(program, 4, active, angle_adjoints, adjoints); break;
  case 8: gather_lanes(program, 8, active, angle_adjoints, adjoints); break;
  case 16: gather_lanes(program, 16, active, angle_adjoints, adjoints); break;
  default: gather_lanes(program, lanes, active, angle_adjoints, adjoints);
  }
}

void lanes_tape_adjoints(
    const LanesProgram *program, uint32_t lanes, const double *nodes, const uint8_t *active,
    const double *angle_adjoints, double *adjoints) {
  gather(program, lanes, active, angle_adjoints, adjoints);
  for (uint32_t n = program->node_count; n-- > program->parameter_count;) {
    const LanesNode *node = &program->nodes[n];
    if (!active[n]) continue;
    int has_second = node->operation >= LANES_ADD && node->operation <= LANES_POWER && active[node->second];
    size_t first = (size_t)node->first * lanes, second = (size_t)node->second * lanes, own = (size_t)n * lanes;
    for (uint32_t l = 0; l < lanes; l++) {
      Partials d = partials_of(program, node, nodes[first + l], nodes[second + l]);
      if (active[node->first]) adjoints[first + l] += d.x * adjoints[own + l];
      if (has_second) adjoints[second + l] += d.y * adjoints[own + l];
    }
  }
}

void lanes_tape_adjoint_tangents(
    const LanesProgram *program, uint32_t lanes, const double *nodes, const double *tangents, const uint8_t *active,
    const double *angle_adjoints, const double *angle_adjoint_tangents, double *adjoints, double *adjoint_tangents) {
  gather(program, lanes, active, angle_adjoints, adjoints);
  gather(program, lanes, active, angle_adjoint_tangents, adjoint_tangents);
  for (uint32_t n = program->node_count; n-- > program->parameter_count;) {
    const LanesNode *node = &program->nodes[n];
    if (!active[n]) continue;
    int is_binary = node->operation >= LANES_ADD && node->operation <= LANES_POWER;
    int has_second = is_binary && active[node->second];
    size_t first = (size_t)node->first * lanes, second = (size_t)node->second * lanes, own = (size_t)n * lanes;
    for (uint32_t l = 0; l < lanes; l++) {
      Partials d = partials_of(program, node, nodes[first + l], nodes[second + l]);
      double tx = tangents[first + l], ty = is_binary ? tangents[second + l] : 0;
      double adjoint = adjoints[own + l], change = adjoint_tangents[own + l];
      if (active[node->first]) {
        adjoints[first + l] += d.x * adjoint;
        adjoint_tangents[first + l] += d.x * change + (d.xx * tx + d.xy * ty) * adjoint;
      }
      if (has_second) {
        adjoints[second + l] += d.y * adjoint;
        adjoint_tangents[second + l] += d.y * change + (d.xy * tx + d.yy * ty) * adjoint;
      }
    }
  }
}
