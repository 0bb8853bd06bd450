extension Citation {
  static let schuld2019 = Citation(
    text: "M. Schuld, V. Bergholm, C. Gogolin, J. Izaac, N. Killoran, Evaluating analytic gradients on quantum "
      + "hardware, Phys. Rev. A 99, 032331 (2019), arXiv:1811.11184",
    address: "https://arxiv.org/abs/1811.11184",
    bibTeX: """
      @article{schuld2019,
        author = {Schuld, Maria and Bergholm, Ville and Gogolin, Christian and Izaac, Josh and Killoran, Nathan},
        title = {Evaluating analytic gradients on quantum hardware},
        journal = {Physical Review A}, volume = {99}, pages = {032331}, year = {2019}, eprint = {1811.11184}
      }
      """)

  static let mitarai2018 = Citation(
    text: "K. Mitarai, M. Negoro, M. Kitagawa, K. Fujii, Quantum circuit learning, Phys. Rev. A 98, 032309 (2018), "
      + "arXiv:1803.00745",
    address: "https://arxiv.org/abs/1803.00745",
    bibTeX: """
      @article{mitarai2018,
        author = {Mitarai, Kosuke and Negoro, Makoto and Kitagawa, Masahiro and Fujii, Keisuke},
        title = {Quantum circuit learning},
        journal = {Physical Review A}, volume = {98}, pages = {032309}, year = {2018}, eprint = {1803.00745}
      }
      """)

  static let mcClean2018 = Citation(
    text: "J. R. McClean, S. Boixo, V. N. Smelyanskiy, R. Babbush, H. Neven, Barren plateaus in quantum neural network "
      + "training landscapes, Nat. Commun. 9, 4812 (2018), arXiv:1803.11173",
    address: "https://arxiv.org/abs/1803.11173",
    bibTeX: """
      @article{mcclean2018,
        author = {McClean, Jarrod R. and Boixo, Sergio and Smelyanskiy, Vadim N. and Babbush, Ryan and Neven, Hartmut},
        title = {Barren plateaus in quantum neural network training landscapes},
        journal = {Nature Communications}, volume = {9}, pages = {4812}, year = {2018}, eprint = {1803.11173}
      }
      """)

  static let sim2019 = Citation(
    text: "S. Sim, P. D. Johnson, A. Aspuru-Guzik, Expressibility and entangling capability of parameterized quantum "
      + "circuits, Adv. Quantum Technol. 2, 1900070 (2019), arXiv:1905.10876",
    address: "https://arxiv.org/abs/1905.10876",
    bibTeX: """
      @article{sim2019,
        author = {Sim, Sukin and Johnson, Peter D. and Aspuru-Guzik, Al{\\'a}n},
        title = {Expressibility and entangling capability of parameterized quantum circuits},
        journal = {Advanced Quantum Technologies}, volume = {2}, pages = {1900070}, year = {2019}, eprint = {1905.10876}
      }
      """)

  static let numericalInversion2025 = Citation(
    text:
      "Numerical gradient inversion of variational quantum networks by finite differences, an adaptive low-pass filter "
      + "and a Kalman filter, arXiv:2504.12806 (2025)",
    address: "https://arxiv.org/abs/2504.12806",
    bibTeX: """
      @misc{numericalinversion2025,
        title = {Numerical gradient inversion of variational quantum networks},
        year = {2025}, eprint = {2504.12806}, archivePrefix = {arXiv}
      }
      """)

  static let kumar2023 = Citation(
    text:
      "N. Kumar, J. Heredge, C. Li, S. Eloul, S. H. Sureshbabu, M. Pistoia, Expressive variational quantum circuits "
      + "provide inherent privacy in federated learning, arXiv:2309.13002 (2023)",
    address: "https://arxiv.org/abs/2309.13002",
    bibTeX: """
      @misc{kumar2023,
        author = {Kumar, Niraj and Heredge, Jamie and Li, Changhao and Eloul, Shaltiel and Sureshbabu, Shree Hari
          and Pistoia, Marco},
        title = {Expressive variational quantum circuits provide inherent privacy in federated learning},
        year = {2023}, eprint = {2309.13002}, archivePrefix = {arXiv}
      }
      """)

  static let heredge2025 = Citation(
    text: "J. Heredge, N. Kumar, D. Herman, S. Chakrabarti, R. Yalovetzky, S. H. Sureshbabu, C. Li, M. Pistoia, "
      + "Characterizing privacy in quantum machine learning, npj Quantum Inf. 11, 80 (2025), arXiv:2405.08801",
    address: "https://arxiv.org/abs/2405.08801",
    bibTeX: """
      @article{heredge2025,
        author = {Heredge, Jamie and Kumar, Niraj and Herman, Dylan and Chakrabarti, Shouvanik and Yalovetzky, Romina
          and Sureshbabu, Shree Hari and Li, Changhao and Pistoia, Marco},
        title = {Characterizing privacy in quantum machine learning},
        journal = {npj Quantum Information}, volume = {11}, pages = {80}, year = {2025}, eprint = {2405.08801}
      }
      """)

  static let zhu2019 = Citation(
    text: "L. Zhu, Z. Liu, S. Han, Deep leakage from gradients, NeurIPS (2019), arXiv:1906.08935",
    address: "https://arxiv.org/abs/1906.08935",
    bibTeX: """
      @inproceedings{zhu2019,
        author = {Zhu, Ligeng and Liu, Zhijian and Han, Song},
        title = {Deep leakage from gradients}, booktitle = {Advances in Neural Information Processing Systems},
        year = {2019}, eprint = {1906.08935}
      }
      """)

  static let vanTrees1968 = Citation(
    text: "H. L. Van Trees, Detection, Estimation, and Modulation Theory, Part I, Wiley (1968), section 2.4",
    address: "https://doi.org/10.1002/0471221082",
    bibTeX: """
      @book{vantrees1968,
        author = {Van Trees, Harry L.}, title = {Detection, Estimation, and Modulation Theory, Part I},
        publisher = {Wiley}, year = {1968}
      }
      """)

  static let carlini2022 = Citation(
    text: "N. Carlini, S. Chien, M. Nasr, S. Song, A. Terzis, F. Tramer, Membership inference attacks from first "
      + "principles, IEEE S&P (2022), arXiv:2112.03570",
    address: "https://arxiv.org/abs/2112.03570",
    bibTeX: """
      @inproceedings{carlini2022,
        author = {Carlini, Nicholas and Chien, Steve and Nasr, Milad and Song, Shuang and Terzis, Andreas and Tramer, Florian},
        title = {Membership inference attacks from first principles},
        booktitle = {IEEE Symposium on Security and Privacy}, year = {2022}, eprint = {2112.03570}
      }
      """)

  static let zarifzadeh2024 = Citation(
    text: "S. Zarifzadeh, P. Liu, R. Shokri, Low-cost high-power membership inference attacks, ICML (2024), "
      + "arXiv:2312.03262",
    address: "https://arxiv.org/abs/2312.03262",
    bibTeX: """
      @inproceedings{zarifzadeh2024,
        author = {Zarifzadeh, Sajjad and Liu, Philippe and Shokri, Reza},
        title = {Low-cost high-power membership inference attacks},
        booktitle = {International Conference on Machine Learning}, year = {2024}, eprint = {2312.03262}
      }
      """)

  static let membershipUnlearning2025 = Citation(
    text: "Su, He, Li, Qin, Zhimin He, Situ, Fei Gao, From membership-privacy leakage to quantum machine unlearning, "
      + "arXiv:2509.06086 (2025)",
    address: "https://arxiv.org/abs/2509.06086",
    bibTeX: """
      @article{su2025,
        author = {Su and He and Li and Qin and He, Zhimin and Situ and Gao, Fei},
        title = {From membership-privacy leakage to quantum machine unlearning},
        year = {2025}, eprint = {2509.06086}
      }
      """)
}
