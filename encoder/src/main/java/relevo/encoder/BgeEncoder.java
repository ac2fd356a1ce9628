package relevo.encoder;

import ai.onnxruntime.OnnxTensor;
import ai.onnxruntime.OrtEnvironment;
import ai.onnxruntime.OrtException;
import ai.onnxruntime.OrtSession;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.Arrays;
import java.util.Map;
import relevo.matcher.SentenceEncoder;

/**
 * bge-small-en-v1.5 (MIT licence; Xiao et al. 2023), quantised to bytes, on one core by ONNX Runtime: the state of the
 * piece before a text's first word, of length 1. Three to four milliseconds a sentence. Safe for use from any thread.
 */
public final class BgeEncoder implements SentenceEncoder {
    private static final int SIZE = 384;

    /** Longer texts are cut: a customer's message says what it is about before. */
    private static final int PIECES_MAX = 128;

    private static final String VOCABULARY = "/bge-small-en-v1.5-q-tokenizer.json";
    private static final String MODEL = "/bge-small-en-v1.5-q.onnx";

    private final WordPieces pieces;
    private final OrtEnvironment environment;
    private final OrtSession session;

    /** @throws IllegalStateException where the model is not on the class path or the runtime does not open it */
    public BgeEncoder() {
        try (InputStream vocabulary = resource(VOCABULARY);
                InputStream model = resource(MODEL);
                OrtSession.SessionOptions options = new OrtSession.SessionOptions()) {
            pieces = new WordPieces(vocabulary, PIECES_MAX);
            environment = OrtEnvironment.getEnvironment();
            options.setIntraOpNumThreads(1);
            options.setInterOpNumThreads(1);
            session = environment.createSession(model.readAllBytes(), options);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (OrtException e) {
            throw new IllegalStateException("the encoder cannot be opened", e);
        }
    }

    private static InputStream resource(String name) {
        InputStream in = BgeEncoder.class.getResourceAsStream(name);
        if (in == null) {
            throw new IllegalStateException("the package with " + name + " is missing from the class path");
        }
        return in;
    }

    @Override
    public int size() {
        return SIZE;
    }

    @Override
    public float[] encode(String text) {
        long[] ids = pieces.of(text);
        long[] ones = new long[ids.length];
        Arrays.fill(ones, 1);
        try (OnnxTensor input = OnnxTensor.createTensor(environment, new long[][] {ids});
                OnnxTensor mask = OnnxTensor.createTensor(environment, new long[][] {ones});
                OnnxTensor types = OnnxTensor.createTensor(environment, new long[][] {new long[ids.length]});
                OrtSession.Result result =
                        session.run(Map.of("input_ids", input, "attention_mask", mask, "token_type_ids", types))) {
            return ofLengthOne(((float[][][]) result.get(0).getValue())[0][0]);
        } catch (OrtException e) {
            throw new IllegalStateException("the encoder failed", e);
        }
    }

    private static float[] ofLengthOne(float[] state) {
        double squared = 0;
        for (float value : state) {
            squared += value * value;
        }
        float[] vector = new float[SIZE];
        for (int i = 0; i < SIZE; i++) {
            vector[i] = (float) (state[i] / Math.sqrt(squared));
        }
        return vector;
    }
}
