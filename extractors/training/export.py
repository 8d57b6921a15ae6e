"""Writes the trained network as the package data of `kg_tagger`: an int8 encoder for onnxruntime, the heads for NumPy.

Attention, layer norms and activations are fused into one operator each. Weights are quantised per channel; the matrix
products with constant weights alone, so that the attention scores stay exact.
"""

import shutil
import tempfile
from pathlib import Path

import numpy as np
import torch
from onnxruntime.quantization import QuantType, quantize_dynamic
from onnxruntime.transformers import optimizer
from torch import nn

from extractors.training.network import Network

_OPSET = 17


class _Encoder(nn.Module):
    def __init__(self, network: Network):
        super().__init__()
        self.encoder = network.encoder

    def forward(
        self, input_ids: torch.Tensor, attention_mask: torch.Tensor, token_type_ids: torch.Tensor
    ) -> torch.Tensor:
        return self.encoder(
            input_ids=input_ids, attention_mask=attention_mask, token_type_ids=token_type_ids
        ).last_hidden_state


def export(network: Network, folder: Path, tokenizer: Path) -> None:
    """Write `encoder.onnx`, `heads.npz` and `tokenizer.json`."""
    folder.mkdir(parents=True, exist_ok=True)
    network.eval()
    network.encoder.config._attn_implementation = "eager"
    names = ["input_ids", "attention_mask", "token_type_ids"]
    ones = torch.ones(2, 16, dtype=torch.long)
    with tempfile.TemporaryDirectory() as scratch:
        exact = Path(scratch, "exact.onnx")
        torch.onnx.export(
            _Encoder(network),
            (ones, ones, torch.zeros_like(ones)),
            exact,
            input_names=names,
            output_names=["hidden"],
            dynamic_axes={name: {0: "batch", 1: "pieces"} for name in [*names, "hidden"]},
            opset_version=_OPSET,
            dynamo=False,
        )
        fused = Path(scratch, "fused.onnx")
        config = network.encoder.config
        optimizer.optimize_model(
            str(exact), "bert", num_heads=config.num_attention_heads, hidden_size=config.hidden_size, opt_level=0
        ).save_model_to_file(str(fused))
        quantize_dynamic(
            fused,
            folder / "encoder.onnx",
            weight_type=QuantType.QInt8,
            per_channel=True,
            extra_options={"MatMulConstBOnly": True, "DefaultTensorType": 1},
        )
    heads = {
        "tags": network.tags["own"],
        "roles": network.roles,
        "pair_in": network.pair_in,
        "pair_out": network.pair_out,
    }
    arrays = {
        f"{name}.{part}": value.detach().numpy().astype(np.float16)
        for name, layer in heads.items()
        for part, value in layer.named_parameters()
    }
    np.savez_compressed(folder / "heads.npz", **arrays)
    shutil.copy(tokenizer, folder / "tokenizer.json")
