"""What the last word of a name says of its type, and which words never belong to a name.

'Group Relative Policy *Optimization*' is a method, 'the Penn *Treebank*' a dataset. The lists are the field's
vocabulary, written for any paper; they are data in the form of code.
"""

from extractors.schema import EntityType


def _words(text: str) -> frozenset[str]:
    return frozenset(text.split())


_HEADS: dict[EntityType, frozenset[str]] = {
    EntityType.METHOD: _words("""
        algorithm algorithms architecture architectures network networks net nets transformer transformers autoencoder
        autoencoders encoder encoders decoder decoders classifier classifiers regressor estimator estimators sampler
        samplers learner learners learning training pretraining finetuning tuning prompting decoding sampling
        optimization optimizer optimizers descent ascent gradient gradients regularization regularizer normalization
        augmentation distillation pruning quantization regression clustering boosting bagging attention convolution
        convolutions pooling dropout embedding embeddings kernel kernels filter filters filtering controller
        controllers control planner planners search inference approximation relaxation factorization decomposition
        propagation smoothing averaging bandit bandits programming process processes tree trees forest forests
        machine machines ensemble ensembles mixture diffusion flow flows gan gans cnn cnns rnn rnns lstm gnn gnns
        mdp mdps pomdp hmm crf svm mechanism bootstrap elicitation
        framework frameworks method methods approach approaches scheme procedure technique techniques model models
        loss losses policy policies prior priors strategy module theorem lemma principle theory calculus
        reparameterization reweighting backpropagation unlearning memory adapter adapters imitation cloning
        rendering splatting representation hashing masking gating routing parallelism scheduling paradigm
    """),
    EntityType.TASK: _words("""
        detection recognition segmentation classification generation translation answering summarization retrieval
        parsing tagging captioning prediction forecasting estimation tracking reconstruction completion localization
        localisation mapping navigation manipulation grasping locomotion planning reasoning understanding
        generalization adaptation synthesis registration denoising deblurring inpainting super-resolution
        superresolution extraction disambiguation resolution induction verification identification labeling ranking
        recommendation discovery compression imputation modeling modelling editing alignment matching
        following grounding entailment hallucination hallucinations shift forgetting overfitting hacking
        driving exploration assembly inspection teleoperation selection maximization minimization
        problem problems task tasks game games challenge collapse attack attacks robustness fairness privacy
        interpretability explainability calibration personalization
    """),
    EntityType.METRIC: _words("""
        accuracy precision recall score scores f1 error errors rate rates distance distances divergence complexity
        regret perplexity similarity ratio auc iou bleu metric metrics measure index likelihood entropy
        latency throughput speedup runtime
    """),
    EntityType.DATASET: _words("dataset datasets corpus corpora database databases treebank collection data"),
    EntityType.BENCHMARK: _words("benchmark benchmarks testbed leaderboard competition suite"),
    EntityType.TOOL: _words("""
        library toolkit toolbox package platform simulator software api robot robots sensor sensors camera cameras
        drone drones gripper engine compiler exoskeleton lidar
    """),
    EntityType.MODEL: _words("checkpoint chatbot assistant"),
}
HEADS: dict[str, EntityType] = {word: entity_type for entity_type, words in _HEADS.items() for word in words}

# A term of lower-case words may end in these; the other heads need a name before them.
TERM_HEADS = frozenset(HEADS) - _words("""
    algorithm algorithms architecture architectures method methods approach approaches framework frameworks scheme
    procedure technique techniques module theory principle strategy problem problems task tasks challenge game games
    data dataset datasets corpus corpora database databases collection benchmark benchmarks suite competition metric
    metrics measure index error errors rate rates ratio score scores platform software package api engine library
    representation gradient gradients machine machines mechanism process processes memory models model paradigm
    training learning control search selection analysis prior loss losses policy policies attack attacks
    privacy robustness fairness index latency runtime throughput resolution
""") | _words("learning search control training")

# The word after a name that says what it is and is not part of it: 'the CIFAR-10 dataset', 'GRPO algorithm'.
TYPE_NOUNS: dict[str, EntityType] = {
    **dict.fromkeys(_words("dataset datasets corpus corpora database treebank data collection"), EntityType.DATASET),
    **dict.fromkeys(
        _words("benchmark benchmarks challenge suite testbed leaderboard competition"), EntityType.BENCHMARK
    ),
    **dict.fromkeys(
        _words("""algorithm algorithms method methods framework approach technique architecture architectures optimizer
        network networks module loss layer layers estimator sampler classifier regularizer mechanism planner policy
        controller scheme procedure paradigm pipeline model models"""),
        EntityType.METHOD,
    ),
    **dict.fromkeys(
        _words("metric metrics score scores error distance rate measure index accuracy"), EntityType.METRIC
    ),
    **dict.fromkeys(
        _words("library toolkit toolbox package platform simulator software language robot sensor camera environment"),
        EntityType.TOOL,
    ),
    **dict.fromkeys(_words("checkpoint checkpoints llm llms"), EntityType.MODEL),
    **dict.fromkeys(_words("task tasks problem problems"), EntityType.TASK),
}

# Words that end a noun phrase or can't stand in a name: function words, and what papers say of any method.
FUNCTION_WORDS = _words("""
    a an the this that these those such some any all both each every either neither no not nor and or but if while of in
    on for to with by from as at is are was were be been being am has have had having do does did doing done can could
    may might must shall should will would our ours we us i you your they them their theirs it its he she his her who
    whom whose which what when where why how than then there here so too very also only just even still yet already
    more most less least much many few several other others another same different own via per into onto upon within
    without through throughout over under above below between among across against during before after since until
    about around along toward towards up down out off again further once because although though however therefore
    thus hence moreover furthermore besides instead rather whereas whether unlike like including namely e.g i.e etc
    et al versus vs using based one two three four five six seven eight nine ten first second third finally respectively
    well given due according despite regarding concerning beyond
""")
GENERIC_WORDS = _words("""
    zero shot vanilla naive plain unbiased improved enhanced
    novel new existing proposed previous prior recent current common standard traditional conventional typical popular
    general generic specific particular certain various diverse multiple single main key major important significant
    simple complex easy hard difficult challenging effective efficient powerful strong weak good better best high low
    higher lower large larger small smaller big great fast faster slow accurate robust reliable flexible scalable
    practical theoretical empirical extensive comprehensive promising superior competitive comparable state-of-the-art
    art state real real-world world modern classical classic underlying corresponding resulting related relevant
    original underlying additional available possible potential necessary sufficient useful typical entire
    whole full complete partial overall average total final initial early late long short recent increasing growing
    rich poor wide broad latter former next last best-performing well-known widely-used open-source
    publicly downstream baseline baselines different similar unique unified principled
    approach approaches method methods algorithm algorithms model models framework technique techniques
    paper work study studies result results experiment experiments performance evaluation analysis research researchers
    problem problems task tasks issue issues challenge challenges setting settings scenario scenarios application
    applications domain domains system systems data information example examples case cases number amount
    set sets way ways use uses usage approach level levels type types kind kinds variety range order
    effect effects impact improvement improvements gain gains advantage advantages ability capability
    capabilities quality goal aim idea concept concepts contribution contributions property properties
    computational theoretical experimental mathematical state-of-art people end step steps stage stages
    benefit benefits limitation limitations success failure design implementation development process
    propose proposes present presents introduce introduces show shows demonstrate demonstrates achieve achieves
    achieving improve improves improving outperform outperforms outperforming provide provides providing enable enables
    enabling allow allows allowing address addresses addressing tackle tackles tackling solve solves solving make makes
    making develop develops developing developed evaluate evaluates evaluating evaluated investigate investigates
    investigating explore explores exploring study studying examine analyze analyzes analyzing analyse consider
    considers considering require requires requiring required reduce reduces reducing increase increases train trains
    trained leverage leverages leveraging employ employs employing apply applies applying applied perform performs
    performing performed compare compares comparing compared find finds finding obtain obtains obtained obtaining
    yield yields yielding produce produces producing produced generate generates generating learn learns learned
    estimate estimates estimating predict predicts predicting use used combine combines combining combined extend
    extends extending extended describe describes describing described derive derives deriving derived prove proves
    proving proved establish establishes establishing offer offers offering suffer suffers suffering exhibit exhibits
    remain remains remaining become becomes becoming play plays include includes included capture captures capturing
    exploit exploits exploiting incorporate incorporates incorporating utilize utilizes utilizing adopt adopts adopting
    ensure ensures ensuring support supports supporting handle handles handling facilitate facilitates facilitating
    focus focuses focusing aim aims seek seeks need needs help helps lead leads leading tend tends rely relies relying
    formulate formulates formulating enhance enhances enhancing guide guides guiding build builds building built
    construct constructs constructing design designs designing optimize optimizes optimizing select selects
    accelerate accelerates accelerating boost boosts advance advances advancing advanced motivated inspired 
    called named termed dubbed known shown seen made taken found presented introduced studied designed
""")

# Capitals that name nothing of the seven types: units, places, events, roman numerals, general abbreviations.
NOT_NAMES = _words("""
    AI ML DL NN NNs CV HCI GPU GPUs CPU CPUs TPU TPUs RAM FPGA FPGAs SSD USB API APIs URL URLs PDF HTML XML JSON US USA
    UK EU UN NASA DARPA NSF IEEE ACM ACL EMNLP NAACL EACL CVPR ICCV ECCV ICML ICLR NeurIPS NIPS AAAI IJCAI COLING ICRA
    IROS CoRL RSS COLT UAI AISTATS KDD WWW SIGIR FOCS STOC SODA ITCS ISIT JMLR TPAMI WMT SemEval CoNLL TREC NIST TAC
    II III IV VI VII VIII IX XI XII ID IDs OK TV PC PCs FAQ FAQs HD 2D 3D 4D 5D 6D 1D 2-D 3-D 6-DoF DoF DOF DOFs DoFs
    6DoF 6DOF 7-DOF SOTA SoTA OOD NP NP-hard NP-complete PhD MSc IID iid OOV IV IR RGB RGBD RGB-D HDR LDR MRI CT EEG
    ECG EHR EHRs PET DNA RNA COVID COVID-19 SARS-CoV-2 Wi-Fi WiFi GitHub arXiv OpenReview YouTube LaTeX Sim2Real
    sim2real MHz GHz Hz kHz kg km mm cm ms fps FPS GB MB TB kB FLOPs GFLOPs GFLOPS FLOPS MACs TFLOPS AND OR NOT XOR
    PhDs CEO OpenAI DeepMind McGill MIT CMU ETH
""")
