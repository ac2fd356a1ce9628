package relevo.matcher;

import java.io.ByteArrayOutputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/**
 * How the parts of an index are written one after the other: numbers big-endian, before every array and string its
 * length. What is written in a row is read in the same row. Used by one thread.
 */
final class IndexBytes {
    private IndexBytes() {}

    /** Takes the parts. */
    static final class Writer {
        private final ByteArrayOutputStream bytes = new ByteArrayOutputStream(1 << 20);
        private final DataOutputStream out = new DataOutputStream(bytes);

        private interface Write {
            void run() throws IOException;
        }

        private Writer write(Write write) {
            try {
                write.run();
                return this;
            } catch (IOException e) {
                throw new UncheckedIOException("writing to memory cannot fail", e);
            }
        }

        Writer put(int value) {
            return write(() -> out.writeInt(value));
        }

        Writer put(float value) {
            return write(() -> out.writeFloat(value));
        }

        Writer put(double value) {
            return write(() -> out.writeDouble(value));
        }

        Writer put(byte[] values) {
            return put(values.length).write(() -> out.write(values));
        }

        Writer put(int[] values) {
            ByteBuffer buffer = ByteBuffer.allocate(values.length * Integer.BYTES);
            buffer.asIntBuffer().put(values);
            return put(buffer.array());
        }

        Writer put(long[] values) {
            ByteBuffer buffer = ByteBuffer.allocate(values.length * Long.BYTES);
            buffer.asLongBuffer().put(values);
            return put(buffer.array());
        }

        Writer put(float[] values) {
            ByteBuffer buffer = ByteBuffer.allocate(values.length * Float.BYTES);
            buffer.asFloatBuffer().put(values);
            return put(buffer.array());
        }

        Writer put(double[] values) {
            ByteBuffer buffer = ByteBuffer.allocate(values.length * Double.BYTES);
            buffer.asDoubleBuffer().put(values);
            return put(buffer.array());
        }

        Writer put(String value) {
            return put(value.getBytes(StandardCharsets.UTF_8));
        }

        Writer put(List<String> values) {
            put(values.size());
            values.forEach(this::put);
            return this;
        }

        byte[] toBytes() {
            return bytes.toByteArray();
        }
    }

    /** Gives the parts back. Bytes that are not what the writer wrote give a BufferUnderflowException or nonsense. */
    static final class Reader {
        private final ByteBuffer in;

        Reader(ByteBuffer in) {
            this.in = in;
        }

        int number() {
            return in.getInt();
        }

        float real() {
            return in.getFloat();
        }

        double precise() {
            return in.getDouble();
        }

        private ByteBuffer block() {
            int length = in.getInt();
            ByteBuffer block = in.slice(in.position(), length);
            in.position(in.position() + length);
            return block;
        }

        byte[] bytes() {
            ByteBuffer block = block();
            byte[] values = new byte[block.remaining()];
            block.get(values);
            return values;
        }

        int[] ints() {
            ByteBuffer block = block();
            int[] values = new int[block.remaining() / Integer.BYTES];
            block.asIntBuffer().get(values);
            return values;
        }

        long[] longs() {
            ByteBuffer block = block();
            long[] values = new long[block.remaining() / Long.BYTES];
            block.asLongBuffer().get(values);
            return values;
        }

        float[] floats() {
            ByteBuffer block = block();
            float[] values = new float[block.remaining() / Float.BYTES];
            block.asFloatBuffer().get(values);
            return values;
        }

        double[] doubles() {
            ByteBuffer block = block();
            double[] values = new double[block.remaining() / Double.BYTES];
            block.asDoubleBuffer().get(values);
            return values;
        }

        String string() {
            return new String(bytes(), StandardCharsets.UTF_8);
        }

        List<String> strings() {
            int count = in.getInt();
            List<String> values = new ArrayList<>(Math.min(count, in.remaining()));
            for (int i = 0; i < count; i++) {
                values.add(string());
            }
            return List.copyOf(values);
        }
    }
}
