"""What an editor is told of a plan that is being typed: the Language Server Protocol, on the standard library alone.

Pure, as every room to its left: it is handed messages and what lies beside an open file, and gives messages back.
``frames`` cuts the stream into messages, ``messages`` takes values out of them, ``buffers`` are the open texts with
their positions as an editor counts them, ``server`` answers. ``places`` finds what stands under the cursor,
``typed`` what is being typed there though the file cannot be read for it; ``diagnostics``, ``hover``, ``completion``,
``actions``, ``definition`` and ``symbols`` each say one thing of it. ``around`` is what lies beside an open file;
``s11/cli/editor_files.py`` gets it from disk, and ``s11/cli/editor_session.py`` has the streams and the clock.
"""
