import Numerics
import Testing

@Suite struct ImageSimilarityTests {
  private struct Results: Decodable {
    struct Case: Decodable {
      let range: Double
      let image: [[Double]]
      let reference: [[Double]]
      /// Nil of equal images.
      let peakSignalToNoiseRatio: Double?
      let gaussian: Double
      let uniform: Double
    }
    let cases: [Case]
  }

  @Test("Both measures are those of scikit-image, with smaller windows in small images")
  func golden() throws {
    let cases = try GoldenNumbers.read(Results.self, from: "images.json").cases
    #expect(cases.count == 8)
    for known in cases {
      let (image, reference) = (RealMatrix(rows: known.image), RealMatrix(rows: known.reference))
      let found = try #require(ImageSimilarity(image, reference, range: known.range))
      let swapped = try #require(ImageSimilarity(reference, image, range: known.range))
      #expect(relativeError(found.peakSignalToNoiseRatio, known.peakSignalToNoiseRatio ?? .infinity) < 1e-12)
      for (window, expected) in [(ImageSimilarity.Window.gaussian, known.gaussian), (.uniform, known.uniform)] {
        let value = try #require(found.structuralSimilarity(window))
        #expect((value - expected).magnitude < 1e-12, "\(image.rowCount) x \(image.columnCount), \(window)")
        #expect(try (value - #require(swapped.structuralSimilarity(window))).magnitude < 1e-13)
      }
    }
  }

  /// Two even images of a and b have neither variance nor covariance, so the similarity is (2ab + c) / (a^2 + b^2 + c)
  /// with c = (0.01 range)^2.
  @Test("Even images differ in brightness only")
  func even() throws {
    let image = RealMatrix(rowCount: 12, columnCount: 15, elements: Array(repeating: 0.5, count: 180))
    let reference = RealMatrix(rowCount: 12, columnCount: 15, elements: Array(repeating: 0.25, count: 180))
    let found = try #require(ImageSimilarity(image, reference, range: 1))
    let expected = (0.25 + 1e-4) / (0.3125 + 1e-4)
    #expect(try relativeError(#require(found.structuralSimilarity()), expected) < 1e-10)
    #expect(found.meanSquaredError == 0.0625)
    #expect(relativeError(found.peakSignalToNoiseRatio, 12.041199826559248) < 1e-14)
  }

  @Test("What is no pair of images is refused, and a single row has no structure")
  func refused() throws {
    let image = RealMatrix(rowCount: 8, columnCount: 8)
    var broken = image
    broken[3, 3] = .nan
    #expect(ImageSimilarity(image, broken, range: 1) == nil && ImageSimilarity(broken, image, range: 1) == nil)
    #expect(ImageSimilarity(image, RealMatrix(rowCount: 4, columnCount: 16), range: 1) == nil)
    #expect(ImageSimilarity(image, image, range: 0) == nil && ImageSimilarity(image, image, range: .nan) == nil)
    #expect(ImageSimilarity(image, image, range: .infinity) == nil)
    let none = RealMatrix(rowCount: 0, columnCount: 8)
    #expect(ImageSimilarity(none, none, range: 1) == nil)
    let row = RealMatrix(rowCount: 2, columnCount: 8)
    let single = try #require(ImageSimilarity(row, row, range: 1))
    #expect(single.structuralSimilarity() == nil && single.structuralSimilarity(.uniform) == nil)
    #expect(single.peakSignalToNoiseRatio == .infinity)
  }
}
