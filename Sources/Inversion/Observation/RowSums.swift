/// The derivatives of one candidate's rows, from which its gradient and the gradient's own derivatives are summed.
struct RowSums {
  struct Shape {
    let rows: Int
    let means: Int
    let weights: Int
    let inputs: Int
    /// How many columns mixed derivatives have; the inputs come first.
    let columns: Int
  }

  let shape: Shape
  /// [row][mean]
  private let means: ArraySlice<Double>
  /// [row][mean][weights, then inputs]
  private let gradients: ArraySlice<Double>
  /// [row][mean][weights, then inputs][column]; empty where it is not wanted.
  private let mixed: ArraySlice<Double>
  private let components: [Int]
  /// What sums are multiplied with.
  private let factor: Double

  init(_ shape: Shape, _ all: RowDerivatives, candidate: Int, components: [Int], factor: Double) {
    self.shape = shape
    self.components = components
    self.factor = factor
    func part(_ numbers: [Double], _ size: Int) -> ArraySlice<Double> {
      numbers.isEmpty ? [] : numbers[candidate * size..<(candidate + 1) * size]
    }
    let rows = shape.rows * shape.means
    self.means = part(all.means, rows)
    self.gradients = part(all.gradients, rows * (shape.weights + shape.inputs))
    self.mixed = part(all.mixed, rows * (shape.weights + shape.inputs) * shape.columns)
  }

  /// Sums over the rows of one candidate, a line for each component.
  struct Combined {
    var values: [Double]
    /// [component][row][input]
    var jacobian: [Double]
    /// [component][row][number of the label]
    var byLabels: [Double]
    /// [component][weight], where mixed derivatives go by weights too.
    var byWeights: [Double] = []
  }

  func combined(
    _ loss: OutcomeLoss, labels: [Double], wantsJacobian: Bool, wantsLabels: Bool
  ) -> Combined {
    let (lines, unknowns) = (components.count, shape.rows * shape.inputs)
    let labelWidth = loss.labelWidth(meanCount: shape.means)
    let weightColumns = wantsJacobian ? shape.columns - shape.inputs : 0
    var result = Combined(
      values: Array(repeating: 0, count: lines),
      jacobian: Array(repeating: 0, count: wantsJacobian ? lines * unknowns : 0),
      byLabels: Array(repeating: 0, count: wantsLabels ? lines * shape.rows * labelWidth : 0),
      byWeights: Array(repeating: 0, count: lines * weightColumns))
    let share = factor / Double(shape.rows)
    for row in 0..<shape.rows {
      let first = means.startIndex + row * shape.means
      let slopes = loss.slopes(
        means: means[first..<first + shape.means],
        label: labels.isEmpty ? [] : labels[row * labelWidth..<(row + 1) * labelWidth])
      add(row, slopes, share, labelWidth, to: &result)
    }
    return result
  }

  /// Adds one row's share: c D for the slopes c and the means' derivatives D, and its derivatives c' D + c D'.
  private func add(
    _ row: Int, _ slopes: LossSlopes, _ share: Double, _ labelWidth: Int, to result: inout Combined
  ) {
    let (size, width) = (shape.means, shape.weights + shape.inputs)
    let inputs = shape.inputs
    let byColumns = slopesByColumns(row, slopes, of: result.jacobian.isEmpty ? 0 : shape.columns)
    gradients.withUnsafeBufferPointer { gradients in
      mixed.withUnsafeBufferPointer { mixed in
        for (line, component) in components.enumerated() {
          let further = component - shape.weights
          for mean in 0..<size where further < 0 {
            let place = (row * size + mean) * width + component
            let (slope, own) = (share * slopes.slopes[mean], share * gradients[place])
            result.values[line] += slope * gradients[place]
            if !result.byLabels.isEmpty {
              for label in 0..<labelWidth {
                result.byLabels[(line * shape.rows + row) * labelWidth + label] +=
                  slopes.slopesByLabel[mean * labelWidth + label] * own
              }
            }
            guard !result.jacobian.isEmpty else { continue }
            let start = (line * shape.rows + row) * inputs
            for input in 0..<inputs {
              result.jacobian[start + input] +=
                byColumns[mean * shape.columns + input] * own + slope * mixed[place * shape.columns + input]
            }
            let weightColumns = shape.columns - inputs
            for weight in 0..<weightColumns {
              result.byWeights[line * weightColumns + weight] +=
                byColumns[mean * shape.columns + inputs + weight] * own
                + slope * mixed[place * shape.columns + inputs + weight]
            }
          }
          guard further >= 0 else { continue }
          result.values[line] += share * slopes.further[further]
          guard !result.jacobian.isEmpty else { continue }
          for mean in 0..<size {
            let factor = share * slopes.furtherByMeans[further * size + mean]
            let start = (row * size + mean) * width + shape.weights
            for input in 0..<inputs {
              result.jacobian[(line * shape.rows + row) * inputs + input] += factor * gradients[start + input]
            }
          }
        }
      }
    }
  }

  /// How a row's slopes change with the columns, [mean][column]: the curvature times the means' derivatives.
  private func slopesByColumns(_ row: Int, _ slopes: LossSlopes, of columns: Int) -> [Double] {
    let (size, width) = (shape.means, shape.weights + shape.inputs)
    var result = Array(repeating: 0.0, count: size * columns)
    for mean in 0..<size {
      for other in 0..<size where slopes.curvature[mean * size + other] != 0 {
        let start = gradients.startIndex + (row * size + other) * width
        for column in 0..<columns {
          // Inputs stand behind the weights among the rows, and before them among the columns.
          let place = column < shape.inputs ? shape.weights + column : column - shape.inputs
          result[mean * columns + column] += slopes.curvature[mean * size + other] * gradients[start + place]
        }
      }
    }
    return result
  }
}
