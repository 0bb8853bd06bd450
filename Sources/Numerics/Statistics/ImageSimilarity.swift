#if canImport(Glibc)
  internal import Glibc
#else
  internal import Darwin
#endif

/// How alike two grey images are.
package struct ImageSimilarity: Sendable {
  /// What weighs the pixels around a place.
  package enum Window: Hashable, Sendable {
    /// 11 by 11 pixels with a Gaussian's weights, its standard deviation 1.5 pixels: as in Wang and others' paper.
    case gaussian
    /// 7 by 7 pixels of equal weight, with unbiased variances: as scikit-image has it by default.
    case uniform
  }

  private let image: RealMatrix
  private let reference: RealMatrix
  private let range: Double

  /// Images whose pixels span a range, 1 or 255, say: the largest possible less the smallest, not of these images.
  ///
  /// Nil where the images differ in size or have no pixels, a pixel is not finite, or the range is not positive.
  package init?(_ image: RealMatrix, _ reference: RealMatrix, range: Double) {
    guard image.rowCount == reference.rowCount, image.columnCount == reference.columnCount else { return nil }
    guard !image.elements.isEmpty, range > 0, range.isFinite else { return nil }
    guard image.elements.allSatisfy(\.isFinite), reference.elements.allSatisfy(\.isFinite) else { return nil }
    self.image = image
    self.reference = reference
    self.range = range
  }

  package var meanSquaredError: Double {
    let squares = zip(image.elements, reference.elements).reduce(0) { $0 + ($1.0 - $1.1) * ($1.0 - $1.1) }
    return squares / Double(image.elements.count)
  }

  /// The squared range over the mean squared error, in decibels: infinite of equal images.
  package var peakSignalToNoiseRatio: Double { 10 * log10(range * range / meanSquaredError) }

  /// The mean of the structural similarity (SSIM) of all windows that lie within the images: Wang, Bovik, Sheikh and
  /// Simoncelli, IEEE Trans. Image Process. 13 (2004) 600, with K1 = 0.01 and K2 = 0.03.
  ///
  /// In images too small for the window, the largest odd one that fits replaces it, with the same standard deviation.
  /// Nil where that has a single pixel, which has no structure.
  package func structuralSimilarity(_ window: Window = .gaussian) -> Double? {
    let side = min(image.rowCount, image.columnCount)
    let fitting = side % 2 == 1 ? side : side - 1
    let filter = SlidingWindow(window, fitting: fitting)
    guard filter.size >= 3 else { return nil }
    let means = (filter.means(of: image), filter.means(of: reference))
    let squares = (filter.means(of: image, image), filter.means(of: reference, reference))
    let products = filter.means(of: image, reference)
    let (first, second) = (0.01 * range * 0.01 * range, 0.03 * range * 0.03 * range)
    var sum = 0.0
    for place in products.indices {
      let (mean, other) = (means.0[place], means.1[place])
      let variances = (squares.0[place] - mean * mean) + (squares.1[place] - other * other)
      let covariance = products[place] - mean * other
      sum +=
        (2 * mean * other + first) * (2 * filter.correction * covariance + second)
        / ((mean * mean + other * other + first) * (filter.correction * variances + second))
    }
    return sum / Double(products.count)
  }
}

/// The weights of a square window, the same in both directions.
private struct SlidingWindow {
  private let weights: [Double]
  /// What makes a variance over the window unbiased.
  let correction: Double

  var size: Int { weights.count }

  init(_ window: ImageSimilarity.Window, fitting: Int) {
    let size = min(fitting, window == .gaussian ? 11 : 7)
    switch window {
    case .gaussian:
      let bell = (0..<size).map { place in
        let distance = Double(place - size / 2) / 1.5
        return exp(-distance * distance / 2)
      }
      let sum = bell.reduce(0, +)
      weights = bell.map { $0 / sum }
      correction = 1
    case .uniform:
      weights = Array(repeating: 1 / Double(size), count: size)
      correction = Double(size * size) / Double(size * size - 1)
    }
  }

  /// The weighted means over all windows within an image, row after row.
  func means(of image: RealMatrix) -> [Double] {
    let (height, width) = (image.rowCount, image.columnCount - size + 1)
    var alongRows: [Double] = []
    alongRows.reserveCapacity(height * width)
    for row in 0..<height {
      let pixels = Array(image.row(row))
      for column in 0..<width { alongRows.append(weights.indices.reduce(0) { $0 + weights[$1] * pixels[column + $1] }) }
    }
    return (0..<(height - size + 1) * width).map { place in
      weights.indices.reduce(0) { $0 + weights[$1] * alongRows[place + $1 * width] }
    }
  }

  /// The same of the products of two images' pixels.
  func means(of image: RealMatrix, _ other: RealMatrix) -> [Double] {
    means(
      of: RealMatrix(
        rowCount: image.rowCount, columnCount: image.columnCount,
        elements: zip(image.elements, other.elements).map { $0 * $1 }))
  }
}
