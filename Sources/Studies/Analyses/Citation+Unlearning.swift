extension Citation {
  static let unlearning2025 = Citation(
    text: "J. Su and others, From membership-privacy leakage to quantum machine unlearning, arXiv:2509.06086 (2025)",
    address: "https://arxiv.org/abs/2509.06086",
    bibTeX: """
      @article{unlearning2025,
        author = {Su, Junjian and others},
        title = {From membership-privacy leakage to quantum machine unlearning},
        year = {2025}, eprint = {2509.06086}
      }
      """)

  static let golatkar2020 = Citation(
    text: "A. Golatkar, A. Achille, S. Soatto, Eternal sunshine of the spotless net: selective forgetting in deep "
      + "networks, CVPR 2020, arXiv:1911.04933",
    address: "https://arxiv.org/abs/1911.04933",
    bibTeX: """
      @inproceedings{golatkar2020,
        author = {Golatkar, Aditya and Achille, Alessandro and Soatto, Stefano},
        title = {Eternal sunshine of the spotless net: selective forgetting in deep networks},
        booktitle = {CVPR}, year = {2020}, eprint = {1911.04933}
      }
      """)

  static let dampening2024 = Citation(
    text: "J. Foster, S. Schoepf, A. Brintrup, Fast machine unlearning without retraining through selective synaptic "
      + "dampening, AAAI 2024, arXiv:2308.07707",
    address: "https://arxiv.org/abs/2308.07707",
    bibTeX: """
      @inproceedings{dampening2024,
        author = {Foster, Jack and Schoepf, Stefan and Brintrup, Alexandra},
        title = {Fast machine unlearning without retraining through selective synaptic dampening},
        booktitle = {AAAI}, year = {2024}, eprint = {2308.07707}
      }
      """)

  static let scrub2023 = Citation(
    text: "M. Kurmanji, P. Triantafillou, J. Hayes, E. Triantafillou, Towards unbounded machine unlearning, NeurIPS "
      + "2023, arXiv:2302.09880",
    address: "https://arxiv.org/abs/2302.09880",
    bibTeX: """
      @inproceedings{scrub2023,
        author = {Kurmanji, Meghdad and Triantafillou, Peter and Hayes, Jamie and Triantafillou, Eleni},
        title = {Towards unbounded machine unlearning},
        booktitle = {NeurIPS}, year = {2023}, eprint = {2302.09880}
      }
      """)

  static let shardedTraining2021 = Citation(
    text: "L. Bourtoule and others, Machine unlearning, IEEE Symposium on Security and Privacy 2021, arXiv:1912.03817",
    address: "https://arxiv.org/abs/1912.03817",
    bibTeX: """
      @inproceedings{shardedtraining2021,
        author = {Bourtoule, Lucas and others},
        title = {Machine unlearning},
        booktitle = {IEEE Symposium on Security and Privacy}, year = {2021}, eprint = {1912.03817}
      }
      """)

  static let likelihoodRatio2022 = Citation(
    text: "N. Carlini and others, Membership inference attacks from first principles, IEEE Symposium on Security and "
      + "Privacy 2022, arXiv:2112.03570",
    address: "https://arxiv.org/abs/2112.03570",
    bibTeX: """
      @inproceedings{likelihoodratio2022,
        author = {Carlini, Nicholas and others},
        title = {Membership inference attacks from first principles},
        booktitle = {IEEE Symposium on Security and Privacy}, year = {2022}, eprint = {2112.03570}
      }
      """)
}
